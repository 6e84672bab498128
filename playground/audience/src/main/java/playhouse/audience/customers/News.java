package playhouse.audience.customers;

import java.util.List;
import playhouse.audience.act.Act;

/**
 * What the services have told of somebody.
 *
 * @param customer as they are known now
 * @param opened whether their account was opened just now
 * @param acts what became so, for the truth and nobody else: the services tell it
 */
public record News(Customer customer, boolean opened, List<Act> acts) {}
