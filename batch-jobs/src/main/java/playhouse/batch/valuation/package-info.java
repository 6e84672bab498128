/**
 * The jobs that say what titles are worth, and what people are likely to take up.
 *
 * <p>A row of a day says what was known at its end and reads the views of the days before it: those
 * of the day itself may go on after its end, so that what comes later would change it.
 *
 * <p>Who watches like no person is left out for the day: more than 20 hours played, or more than
 * 200 views, on one UTC day by one person, or by one device where the person is not known. What
 * {@code core.title_views} does not count as a view is left out, too, and so are tests, staff and
 * bots, which are in no core table. A bot that plays less than that, with sound, is a viewer here.
 */
@NullMarked
package playhouse.batch.valuation;

import org.jspecify.annotations.NullMarked;
