/**
 * Segments: conditions over what is known of people, and who is in them. Changes of the live
 * profile, the nightly one, predictions, consent and subscriptions are looked at as they come;
 * everybody is looked at again and again for what only time changes.
 */
@NullMarked
package playhouse.serving.personalisation.segments;

import org.jspecify.annotations.NullMarked;
