package playhouse.audience.behaviour;

import playhouse.audience.world.Title;

/**
 * A title that somebody is about to play.
 *
 * @param title which
 * @param surface where it was chosen
 * @param served id of the list it was chosen from; empty if from none
 * @param autoplay true if nobody asked for it
 */
public record Wish(Title title, String surface, String served, boolean autoplay) {}
