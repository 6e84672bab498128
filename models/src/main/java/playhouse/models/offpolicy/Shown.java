package playhouse.models.offpolicy;

/**
 * An item that was shown, and what came of it.
 *
 * @param item its id
 * @param position where, as the log names it
 * @param reward what came of it: 1 for a click, else 0, or any amount
 * @param propensity how likely the logging policy was to show this item there; above 0
 */
public record Shown(String item, String position, double reward, double propensity) {}
