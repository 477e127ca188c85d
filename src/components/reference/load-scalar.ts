/** Shows a reference in an element. */
type CreateReference = (element: Element, options: object) => unknown;

declare global {
  interface Window {
    Scalar?: { createApiReference: CreateReference };
  }
}

/** `npm run build` puts it there. */
const SCRIPT = new URL('../../../dist/scalar.js', import.meta.url).href;

/** Loads Scalar from our own origin, once. @throws Error whose message says what to do. */
export async function loadScalar(): Promise<CreateReference> {
  if (!window.Scalar) await run(SCRIPT);
  if (!window.Scalar) throw new Error('The reference could not be shown. Load this page again.');
  return window.Scalar.createApiReference;
}

function run(src: string): Promise<void> {
  nonceStyles();
  const script = Object.assign(document.createElement('script'), { src });
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('The reference could not be loaded. Check your connection and try again.'));
    });
    document.head.append(script);
  });
}

/** The policy lets in the styles that scripts make here, and none that somebody slips into the page. */
function nonceStyles(): void {
  const nonce = document.querySelector('script')?.nonce ?? '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name !== 'style') return element;
    element.setAttribute('nonce', nonce);
    // Scalar sets one that it looks for in a meta element, where any script and style could read it.
    return Object.defineProperty(element, 'nonce', { get: () => nonce, set() {} });
  };
}
