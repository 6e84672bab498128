/** Learners of what a text is: its kind, its tone, what somebody wants. */
@NullMarked
package playhouse.models.text;

import org.jspecify.annotations.NullMarked;
