/** What is asked for, for whom, and what is offered to choose from. */
@NullMarked
package playhouse.serving.personalisation.candidates;

import org.jspecify.annotations.NullMarked;
