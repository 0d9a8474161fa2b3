/** Pages where nobody is counted or asked, whatever was switched on: where a child may be the reader, and where somebody looks for help. */
export const isNeverCounted = (address: string): boolean => /^(\/(en|sv|ro|bs))?\/(children|practise|check|report|privacy|search|styleguide|v)(\/|$)/.test(address);
