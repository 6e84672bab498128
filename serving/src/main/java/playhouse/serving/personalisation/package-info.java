/** What each person is shown: titles, people, recommendations. */
@NullMarked
package playhouse.serving.personalisation;

import org.jspecify.annotations.NullMarked;
