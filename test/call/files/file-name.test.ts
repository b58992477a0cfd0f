import { expect } from '@open-wc/testing';
import { toBlobType, toFileName, toTypeLabel } from '../../../src/call/files/file-name.js';
import { utf8Length } from '../../../src/internal/utf8.js';

describe('toFileName', () => {
  const cases: Record<string, string> = {
    'report.pdf': 'report.pdf',
    '보고서 1.pdf': '보고서 1.pdf',
    '../../etc/passwd': 'passwd',
    '..\\..\\Windows\\system.ini': 'system.ini',
    '/': 'file',
    'C:\\': 'file',
    '..': 'file',
    '.': 'file',
    '': 'file',
    ' ': 'file',
    '\u200b\u2060': 'file',
    '.bashrc': 'bashrc',
    'a/.ssh/.config': 'config',
    CON: '_CON',
    'con.txt': '_con.txt',
    'NUL .tar.gz': '_NUL .tar.gz',
    'com1.log': '_com1.log',
    'COM¹': '_COM¹',
    'console.log': 'console.log',
    'comet.txt': 'comet.txt',
    'name. . ': 'name',
    'photo\u202egnp.exe': 'photognp.exe',
    'a\u0000b\nc\td': 'ab c d',
    'what?<is>:"this"|*.txt': 'what__is___this___.txt',
    'file:stream.txt': 'file_stream.txt',
    '%2e%2e%2fx': '%2e%2e%2fx',
    'half\ud83d.txt': 'half.txt',
    '👨‍👩‍👧.png': '👨‍👩‍👧.png',
  };
  for (const [given, name] of Object.entries(cases)) {
    it(`of ${JSON.stringify(given)}`, () => {
      expect(toFileName(given)).to.equal(name);
      expect(toFileName(name), 'once more').to.equal(name);
    });
  }

  it('shortens one of 10 KB, and keeps what it ends with', () => {
    for (const character of ['x', '가', '👨‍👩‍👧']) {
      const name = toFileName(`${character.repeat(10_000 / character.length)}.jpeg`);
      expect(name.endsWith('.jpeg')).to.equal(true);
      expect(utf8Length(name)).to.be.within(185, 200);
    }
    expect(utf8Length(toFileName(`a.${'x'.repeat(10_000)}`))).to.equal(200);
  });
});

describe('types of files', () => {
  it('are labels, and media types by their form', () => {
    expect(toTypeLabel('image/PNG')).to.equal('image/png');
    for (const odd of [
      '',
      'image',
      'a/b/c',
      'text/html; charset=x',
      '<b>/x',
      `a/${'b'.repeat(99)}`,
    ]) {
      expect(toTypeLabel(odd)).to.equal('');
    }
  });

  it('are given to a Blob only where nothing can run', () => {
    for (const type of ['image/png', 'video/mp4', 'audio/ogg', 'text/plain']) {
      expect(toBlobType(type)).to.equal(type);
    }
    for (const type of [
      ...['', 'text/html', 'image/svg+xml', 'application/pdf', 'application/xhtml+xml'],
      ...['text/xml', 'text/javascript', 'image/pngx', 'ximage/png', 'text/plain-x'],
    ]) {
      expect(toBlobType(type)).to.equal('application/octet-stream');
    }
  });
});
