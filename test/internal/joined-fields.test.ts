import { expect } from '@open-wc/testing';
import { hashFields, joinFields } from '../../src/internal/joined-fields.js';

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

describe('joinFields', () => {
  it('puts the length before each field, in bytes', () => {
    expect(hex(joinFields('ab', new Uint8Array([1, 2, 3]), '', '한'))).to.equal(
      '00000002' + '6162' + '00000003' + '010203' + '00000000' + '00000003' + 'ed959c',
    );
    expect(hex(joinFields())).to.equal('');
    expect(hex(joinFields('x'.repeat(70_000)).slice(0, 5))).to.equal('0001117078');
  });

  it('takes text and its bytes for the same', () => {
    expect(joinFields('é')).to.deep.equal(joinFields(new Uint8Array([0xc3, 0xa9])));
  });

  it('gives each list of fields a row of its own', () => {
    const lists = [
      [],
      [''],
      ['', ''],
      ['ab'],
      ['a', 'b'],
      ['b', 'a'],
      ['ab', ''],
      ['', 'ab'],
      ['a', '', 'b'],
      // A field that looks like two.
      ['a\0\0\0\u0001b'],
    ];
    const rows = new Set(lists.map((fields) => hex(joinFields(...fields))));
    expect(rows.size).to.equal(lists.length);
  });

  it('reads a part of a buffer as that part alone', () => {
    const part = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect(hex(joinFields(part))).to.equal('000000020102');
  });
});

describe('hashFields', () => {
  it('is the SHA-256 of the row', async () => {
    // printf '\0\0\0\3abc\0\0\0\0' | sha256sum
    expect(hex(await hashFields('abc', ''))).to.equal(
      '2ddb14a1438cb06f0658085e174f50efba5cfb97b27cfcc9d5c69735e9602e1e',
    );
    expect(hex(await hashFields())).to.equal(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});
