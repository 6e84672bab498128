/**
 * Who is one person: what was done under another pseudonym before somebody signed in is theirs,
 * until they say that it is not. Facts and live features keep the pseudonym that they came with;
 * whose they are is decided where they are read, so that a split undoes all of it.
 */
@NullMarked
package playhouse.serving.personalisation.merges;

import org.jspecify.annotations.NullMarked;
