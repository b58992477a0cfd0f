import { expect } from '@open-wc/testing';
import { TransferPace } from '../../../../src/element/controllers/files/transfer-pace.js';

describe('TransferPace', () => {
  it('is not known at first', () => {
    const pace = new TransferPace();
    expect(pace.bytesPerSecond).to.equal(null);
    pace.note(0, 0);
    pace.note(50_000, 500);
    expect(pace.bytesPerSecond).to.equal(null);
    expect(pace.secondsLeft(100_000)).to.equal(null);
  });

  it('is that of the last seconds', () => {
    const pace = new TransferPace();
    for (let second = 0; second <= 10; second += 1) pace.note(second * 100_000, second * 1_000);
    expect(pace.bytesPerSecond).to.be.closeTo(100_000, 1);
    expect(pace.secondsLeft(2_000_000)).to.be.closeTo(10, 0.01);
    for (let second = 11; second <= 20; second += 1) {
      pace.note(1_000_000 + (second - 10) * 10_000, second * 1_000);
    }
    expect(pace.bytesPerSecond).to.be.closeTo(10_000, 1);
  });

  it('begins anew after a stop, and where the receiver is further back', () => {
    const pace = new TransferPace();
    pace.note(0, 0);
    pace.note(100_000, 2_000);
    pace.reset();
    expect(pace.bytesPerSecond).to.equal(null);
    pace.note(100_000, 60_000);
    pace.note(200_000, 62_000);
    pace.note(150_000, 63_000);
    expect(pace.bytesPerSecond).to.equal(null);
    pace.note(250_000, 65_000);
    expect(pace.bytesPerSecond).to.equal(50_000);
  });

  it('is none where nothing moves', () => {
    const pace = new TransferPace();
    pace.note(100, 0);
    pace.note(100, 3_000);
    expect(pace.secondsLeft(200)).to.equal(null);
  });
});
