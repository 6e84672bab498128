/** From a person to a ranked list of titles with reasons. */
@NullMarked
package playhouse.serving.personalisation.recommend;

import org.jspecify.annotations.NullMarked;
