import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TARGETS = 'a[href], button, input, select, textarea, summary, [role=button], [tabindex="0"]';

/** Holds what is shown to WCAG 2.2 AA: by axe in light and dark, then sizes of targets and the focus. */
export async function expectAccessible(page: Page, shown: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.poll(() => page.evaluate(countMoving), `${shown} comes to rest`).toBe(0);
    const { violations } = await new AxeBuilder({ page })
      .withTags(STANDARD)
      .options({ rules: { 'target-size': { enabled: true } } })
      .setLegacyMode()
      .analyze();
    const told = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect(told, `${shown} in ${colorScheme}`).toEqual([]);
  }
  await expectLargeTargets(page, shown);
  await expectVisibleFocus(page, shown);
}

/** Targets of at least 24 pixels (success criterion 2.5.8), without its exception for those with space around. */
async function expectLargeTargets(page: Page, shown: string): Promise<void> {
  const size = page.viewportSize();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(findSmall, TARGETS), `${shown} at ${width} pixels`).toEqual([]);
  }
  if (size) await page.setViewportSize(size);
}

/** Goes once around with Tab (success criterion 2.4.7). */
async function expectVisibleFocus(page: Page, shown: string): Promise<void> {
  const ring = await page.evaluateHandle(() => new Set<Element | null>());
  const steps: string[] = [];
  while (!steps.includes('around')) {
    await page.keyboard.press('Tab');
    steps.push(await page.evaluate(lookAtFocus, ring));
  }
  const bare = steps.filter((step) => step.startsWith('<'));
  expect(bare, `${shown} with a focus that cannot be seen`).toEqual([]);
  expect(steps, `${shown} can be reached by Tab`).toContain('visible');
}

function countMoving(): number {
  return document.getAnimations().filter(({ playState, effect }) => {
    return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
  }).length;
}

function findSmall(targets: string): string[] {
  return [...document.querySelectorAll<HTMLElement>(targets)]
    .filter((target) => {
      const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
      // Links within a sentence are as high as its lines; what is a pixel large grows with the focus.
      const isExempt = getComputedStyle(target).display === 'inline' || (width <= 1 && height <= 1);
      return target.checkVisibility() && !isExempt && Math.min(width, height) < 24;
    })
    .map(({ outerHTML }) => outerHTML);
}

function lookAtFocus(ring: Set<Element | null>): string {
  const { activeElement, body } = document;
  if (ring.has(activeElement)) return 'around';
  ring.add(activeElement);
  if (!activeElement || activeElement === body) return 'nowhere';
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(activeElement);
  const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  const isTransparent = /[,/] ?0\)$/.test(outlineColor);
  return isOutlined && !isTransparent ? 'visible' : activeElement.outerHTML;
}
