import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, contentDisposition } from './file-name.ts';
import { contentTypeOf, MEDIA_TYPES, sniff } from './media-types.ts';

const of = (text: string) => sniff(Buffer.from(text, 'latin1'), true);
const CANNOT = 'picture-we-cannot-rewrite';

describe('what a file is', () => {
  it.each([
    ['\xff\xd8\xff\xe1', 'jpeg'],
    ['\x89PNG\r\n\x1a\nIHDR', 'png'],
    ['GIF89a=alert(1)', 'gif'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', CANNOT],
    ['\0\0\0\x18ftypmif1\0\0\0\0avif', CANNOT],
    ['\0\0\0\x1cftypavif', CANNOT],
    ['II*\0\x08\0\0\0', CANNOT],
    ['8BPS', CANNOT],
    [`BM${'\x46\0\0\0'}${'\0\0\0\0'}${'\x36\0\0\0'}${'\x28\0\0\0'}${'\0'.repeat(20)}`, CANNOT],
    ['%PDF-1.7', 'pdf'],
    ['PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'word'],
    ['PK\x03\x04\x14\0\x06\0other', 'zip'],
    ['\0\0\0\x18ftypmp42', 'video'],
    ['\0\0\0\x18ftypM4A ', 'audio'],
    ['OggS', 'audio'],
    ['RIFF\x10\0\0\0WAVEfmt ', 'audio'],
    ['xxxxxxxxWEBP\0', 'other'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'text'],
    ['<html><script>alert(1)</script>', 'text'],
    ['\xc5\xa1ta je', 'text'],
    ['BMW', 'text'],
    ['\xff\xfe\0\x01', 'other'],
    ['MZ\x90\0', 'other'],
    ['', 'other'],
  ] as const)('%j is %s by its content', (text, type) => expect(of(text)).toBe(type));
  it('is not decided by a character that is cut in two at the end of what is looked at', () => {
    const text = Buffer.from('š'.repeat(3000));
    expect(sniff(text.subarray(0, 4097), false)).toBe('text');
    expect(sniff(text.subarray(0, 101), true)).toBe('other');
  });
  it('is never something a browser would run', () => {
    for (const type of MEDIA_TYPES) expect(contentTypeOf(type)).not.toMatch(/html|svg|xml|script|text/);
  });
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd', 'other', 'passwd'],
    ['C:\\Users\\Jo\\photo.JPG', 'jpeg', 'photo.JPG'],
    ['photo\u202egpj.exe', 'other', 'photogpj.exe'],
    ['photo.html', 'jpeg', 'photo.html.jpg'],
    ['.htaccess', 'other', 'htaccess'],
    ['a\r\nSet-Cookie: x', 'other', 'aSet-Cookie_ x'],
    ['\u200b\u2066\0', 'other', 'file'],
    ['', 'png', 'file.png'],
    ['brief.pdf ...', 'pdf', 'brief.pdf'],
    ['Žalba šefu.docx', 'word', 'Žalba šefu.docx'],
    ['a\ud800b', 'other', 'ab'],
  ] as const)('%j of a %s is kept as %j', (sent, type, kept) => expect(cleanName(sent, type)).toBe(kept));
  it('is short, without folders and without what is not seen, whatever was sent; and stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom(...MEDIA_TYPES), (sent, type) => {
        const name = cleanName(sent, type);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[\\/<>:"|?*]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(name.startsWith('.') || name === '').toBe(false);
        expect(cleanName(name, type)).toBe(name);
        const header = contentDisposition(name);
        expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
        expect(/filename="([^"]*)"/.exec(header)?.[1]).not.toMatch(/[\\%;]/);
        expect(decodeURIComponent(/UTF-8''(.*)$/.exec(header)?.[1] ?? '')).toBe(name);
      }),
      { numRuns: 300 },
    );
  });
  it('keeps its ending when it is too long', () => expect(cleanName(`${'x'.repeat(400)}.docx`, 'word')).toMatch(/^x{50,}\.docx$/));
});
