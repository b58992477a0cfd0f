import { expect } from '@open-wc/testing';
import { EMOJI } from '../../../src/call/verification/emoji.js';
import { emojiName } from '../../../src/element/texts/emoji-name.js';
import { loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';

await Promise.all([loadLanguage('en'), loadLanguage('ko')]);

const PICTURES = EMOJI.map(([symbol, name]) => ({ symbol, name }));

describe('emojiName', () => {
  it('has a Korean name for every picture, and no two alike', () => {
    const text = resolveStrings('ko', null);
    const names = PICTURES.map((picture) => emojiName(text, picture));
    for (const name of names) expect(name).to.match(/^[가-힣]+$/);
    expect(new Set(names).size).to.equal(PICTURES.length);
    expect(names).to.have.length(64);
    expect([names[0], names[63]]).to.deep.equal(['강아지', '주사위']);
    // None that is in the list but in no code.
    expect(text['emoji-names']?.split(',')).to.have.length(64);
  });

  it('says them in English as the call does', () => {
    const text = resolveStrings('en', null);
    for (const picture of PICTURES) expect(emojiName(text, picture)).to.equal(picture.name);
  });

  it('takes names of the page, in whatever spacing, and the English one for those left out', () => {
    const text = resolveStrings('en', { 'emoji-names': '🐶Hund,  🐱  Katze ,🦁' });
    const names = PICTURES.slice(0, 4).map((picture) => emojiName(text, picture));
    expect(names).to.deep.equal(['Hund', 'Katze', 'Lion', 'Horse']);
  });
});
