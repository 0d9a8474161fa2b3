import type { Room } from '../architecture.ts';

const WIDTH = 760;
const ROW = 76;
const BOX = { height: 52, left: 16, width: 470 };

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The house as a picture: a room a row, the ground floor at the bottom, what each may import beside it. */
export function drawArchitecture(rooms: readonly Room[]): string {
  const rows = rooms.toReversed().map((room, row) => {
    const top = 16 + row * ROW;
    const imports = room.mayImport.map((name) => name.replace('src/', '')).join(', ') || 'nothing';
    return [
      `<rect x="${BOX.left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="#fff" stroke="#0f5c63" stroke-width="2"/>`,
      `<text x="${BOX.left + 12}" y="${top + 21}" font-weight="700">${escape(room.folder)}</text>`,
      `<text x="${BOX.left + 12}" y="${top + 41}" font-size="13">${escape(room.purpose)}</text>`,
      `<text x="${BOX.left + BOX.width + 12}" y="${top + 21}" font-size="13" fill="#4a5b66">may import</text>`,
      `<text x="${BOX.left + BOX.width + 12}" y="${top + 41}" font-size="13" fill="#4a5b66">${escape(imports)}</text>`,
    ].join('\n');
  });
  const height = 16 + rooms.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="ui-sans-serif, system-ui, sans-serif" font-size="15" fill="#1b2a33">
<title>The rooms of Keerpunt and what each may import</title>
<rect width="${WIDTH}" height="${height}" fill="#fbf9f5"/>
${rows.join('\n')}
</svg>
`;
}
