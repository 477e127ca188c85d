import { expect, type Page, type TestInfo } from '@playwright/test';
import { widthOf } from './test';

/** Nothing that is shown is wider than the screen, on phones and computers; pictures of it, light and dark, stay with what the test leaves. */
export async function expectToFit(page: Page, info: TestInfo, shown: string): Promise<void> {
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const name = `${shown}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: info.outputPath(name), fullPage: true });
      expect(await widthOf(page), name).toBe(width);
    }
  }
}
