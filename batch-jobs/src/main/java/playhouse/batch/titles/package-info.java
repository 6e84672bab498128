/**
 * How each title does: views, retention, returning viewers.
 *
 * <p>A view is meant to be somebody watching. Left out or counted apart are:
 *
 * <ul>
 *   <li>tests, staff and bots, by the {@code exclusion} that their events carry: they are in no
 *       core table;
 *   <li>plays too short to count: under 30 s of distinct media, or under half of a title shorter
 *       than a minute;
 *   <li>plays that nobody asked for and nobody is known to have watched: begun by themselves or
 *       without sound, with less than 30 s seen (the half of a short title is not enough here), or
 *       both by themselves and without sound; in either case unless the person rated, liked, shared
 *       or wrote about the title between the start and 5 minutes after the end;
 *   <li>reloads: the same title, person and device again within 5 minutes of the last event, from
 *       within 30 s of where the former play had begun or stopped a stretch, unless that had
 *       reached its end. All of them are one view, which saw what they saw together.
 * </ul>
 *
 * <p>It can still be fooled. A bot that nobody has flagged and that plays half a minute with sound
 * is a viewer; only its many views by few viewers give it away. A list that plays on by itself,
 * with sound, to an empty room goes on counting. Somebody who clears the device's pseudonym, or
 * waits more than 5 minutes, or jumps more than 30 s ahead, between reloads makes a view each time;
 * without consent there is neither person nor device, and each play stands alone. Somebody who
 * unmutes and does nothing else is not seen to. A like by the bot itself passes for attention. And
 * a person who within 5 minutes begins a title again that they had not finished, in earnest, counts
 * once.
 */
@NullMarked
package playhouse.batch.titles;

import org.jspecify.annotations.NullMarked;
