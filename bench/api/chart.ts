import { median } from './statistics';
import { only, type Result } from './tables';

const WIDTH = 880;
const COLUMNS = 2;
const PANEL = WIDTH / COLUMNS;
const NAME = 158;
const BAR = PANEL - NAME - 90;
const LINE = 20;
const HEAD = 40;

const STYLE = `
    text { font: 12px system-ui, sans-serif; fill: #3f3a36 }
    .title { font-size: 14px; font-weight: 600; fill: #1c1917 }
    .bar { fill: #b9b2aa }
    .ours { fill: #0f766e }
    .value { font-variant-numeric: tabular-nums }
    @media (prefers-color-scheme: dark) {
      text { fill: #c9c3bd }
      .title { fill: #f5f5f4 }
      .bar { fill: #6b645e }
      .ours { fill: #2dd4bf }
    }`;

/** A picture (SVG, for light and dark pages) of how many requests a second each contender answers. */
export function drawChart(results: Result[]): string {
  const panels = results.filter(({ ours }) => !ours);
  const height = HEAD + LINE * Math.max(...panels.map(({ samples }) => samples.size));
  const rows = Math.ceil(panels.length / COLUMNS);
  const drawn = panels.map((panel, index) => {
    const x = (index % COLUMNS) * PANEL;
    const y = Math.floor(index / COLUMNS) * height;
    return `<g transform="translate(${x} ${y})">\n${drawPanel(panel)}\n</g>`;
  });
  const size = `width="${WIDTH}" height="${rows * height}" viewBox="0 0 ${WIDTH} ${rows * height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">
<title>Requests per second, medians</title>
<style>${STYLE}
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, samples }: Result): string {
  const rates = [...samples].map(([name, all]) => ({ name, rate: median(only(all, 'rate')) }));
  const largest = Math.max(...rates.map(({ rate }) => rate));
  const bars = rates.map(({ name, rate }, index) => {
    const y = HEAD - 10 + index * LINE;
    const width = Math.max(1, Math.round((rate / largest) * BAR));
    const kind = name.startsWith('Tandem') ? 'bar ours' : 'bar';
    return `<text x="${NAME - 8}" y="${y + 11}" text-anchor="end">${name}</text>
<rect class="${kind}" x="${NAME}" y="${y}" width="${width}" height="14" rx="2"/>
<text class="value" x="${NAME + width + 6}" y="${y + 11}">${Math.round(rate).toLocaleString('en')}</text>`;
  });
  return [`<text class="title" x="${NAME}" y="20">${title}, requests/s</text>`, ...bars].join('\n');
}
