package playhouse.serving.advertising.beacons.traffic;

/**
 * How often the like of a notice came, itself included.
 *
 * @param byPerson of its kind by that person in that minute; 0 if nobody is known
 * @param byDevice the same by device
 * @param byAddress the same by address
 * @param same the very same notice, ever
 * @param samePoint clicks on that very point by that address in ten minutes
 */
public record Counts(int byPerson, int byDevice, int byAddress, int same, int samePoint) {}
