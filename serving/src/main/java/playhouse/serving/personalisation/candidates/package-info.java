/** Where titles to recommend come from: a ladder from the model down to the newest titles. */
@NullMarked
package playhouse.serving.personalisation.candidates;

import org.jspecify.annotations.NullMarked;
