// Work that a device proves when it is asked to.
import {word} from "/web/words.js";

/** ALTCHA's challenge, solved: the number whose hash with the salt is the one that was given. */
export async function solve({algorithm, challenge, maxnumber, salt, signature}) {
  const text = new TextEncoder();
  for (let number = 0; number <= maxnumber; number++) {
    const hash = new Uint8Array(await crypto.subtle.digest(algorithm, text.encode(salt + number)));
    if (Array.from(hash, byte => byte.toString(16).padStart(2, "0")).join("") === challenge) {
      return btoa(JSON.stringify({algorithm, challenge, number, salt, signature}));
    }
  }
  throw new Error(word("not-proved"));
}
