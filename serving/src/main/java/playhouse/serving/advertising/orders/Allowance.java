package playhouse.serving.advertising.orders;

import org.jdbi.v3.core.Handle;

/** Where it is kept how much line items may spend. */
public interface Allowance {
  /**
   * Has a line item have the budget that it says from now on.
   *
   * @throws playhouse.serving.platform.Refusal 409 if more is spent already, or is set aside
   */
  void set(Handle tx, LineItem lineItem);
}
