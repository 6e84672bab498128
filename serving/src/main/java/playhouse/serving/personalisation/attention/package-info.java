/** How much of people's attention is taken without their asking. */
@NullMarked
package playhouse.serving.personalisation.attention;

import org.jspecify.annotations.NullMarked;
