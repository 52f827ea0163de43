// From many measurements to one figure.

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
/** What this share of them is below. */
export const at = (share, numbers) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];
/** With two decimals. */
export const median = (numbers) => Math.round(at(0.5, numbers) * 100) / 100;
/** The median of each field. */
export const medians = (all) => Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((one) => one[key]))]));
