/** Where titles to recommend come from: models, lists of the night, and what happens now. */
@NullMarked
package playhouse.serving.personalisation.sources;

import org.jspecify.annotations.NullMarked;
