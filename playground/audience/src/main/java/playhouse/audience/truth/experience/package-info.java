/** How well pictures and answers reach people. */
@NullMarked
package playhouse.audience.truth.experience;

import org.jspecify.annotations.NullMarked;
