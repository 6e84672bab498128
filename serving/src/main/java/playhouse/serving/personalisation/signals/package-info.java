/** What happens now: what is taken up, where somebody stopped, what they like. */
@NullMarked
package playhouse.serving.personalisation.signals;

import org.jspecify.annotations.NullMarked;
