import type { toast } from 'sonner';
import { afterPaint } from './after-paint';

type Toast = typeof toast;

let receiveToast!: (toast: Toast) => void;
const arrival = new Promise<Toast>((resolve) => (receiveToast = resolve));

/** Called once there is a place where toasts appear. */
export function receiveToasts(toast: Toast): void {
  receiveToast(toast);
}

/** Shows a toast, or shows the one of its id anew, as soon as there is a place for it. */
export function showToast(...what: Parameters<Toast>): void {
  withToasts((toast) => toast(...what));
}

/** Takes all toasts away. */
export function dismissToasts(): void {
  withToasts((toast) => toast.dismiss());
}

/** In their order; what they tell of is seen before. */
function withToasts(work: (toast: Toast) => void): void {
  void arrival.then((toast) => afterPaint(() => work(toast)));
}
