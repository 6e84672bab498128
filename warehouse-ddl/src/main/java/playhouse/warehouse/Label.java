package playhouse.warehouse;

/**
 * What people are told of a number, beside its value.
 *
 * @param zh its Chinese name
 * @param en its English name
 * @param unit of its values
 * @param owner who answers for it
 * @param direction up or down: where better is
 * @param filter what counts
 * @param alert when somebody is to be told; empty for never
 */
public record Label(
    String zh,
    String en,
    String unit,
    String owner,
    String direction,
    String filter,
    String alert) {}
