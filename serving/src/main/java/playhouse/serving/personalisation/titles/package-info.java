/** The catalogue as serving knows it. */
@NullMarked
package playhouse.serving.personalisation.titles;

import org.jspecify.annotations.NullMarked;
