/** Dollars as one reads them: cents from one dollar on, three digits that say something below it. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  const digits =
    amount >= 1
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return `$${amount.toLocaleString('en-US', digits)}`;
}

/** A count, with at most two decimals. */
export function count(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** A count where it may be small, with three digits. */
export function quantity(amount: number): string {
  return amount >= 100 || Number.isInteger(amount)
    ? count(Math.round(amount))
    : amount.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
