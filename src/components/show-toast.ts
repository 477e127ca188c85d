import type { toast } from 'sonner';

type Toast = typeof toast;

let receiveToast!: (toast: Toast) => void;
const arrival = new Promise<Toast>((resolve) => (receiveToast = resolve));

/** Called once there is a place where toasts appear. */
export function receiveToasts(toast: Toast): void {
  receiveToast(toast);
}

/** Shows a toast, or shows the one of its id anew, as soon as there is a place for it. */
export function showToast(...what: Parameters<Toast>): void {
  void arrival.then((toast) => toast(...what));
}

/** Takes all toasts away. */
export function dismissToasts(): void {
  void arrival.then((toast) => toast.dismiss());
}
