package playhouse.serving.billing.payments.routing;

import java.util.Optional;
import java.util.Set;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.Payment;

/** Who says which provider is asked for a payment. */
public interface Router {
  /** Whether anybody can be asked for methods of that kind. */
  boolean takes(String channel);

  /** The provider to be asked first; empty if there is none that is well now. */
  Optional<String> first(Payment payment);

  /** The one to be asked if that provider certainly was not reached; empty if there is none. */
  Optional<String> after(Payment payment, String route);

  /** What came of asking a provider, so that one who is not well is left alone for a while. */
  void heard(String route, Outcome outcome);

  /** Every kind of method has one provider, of the same name. */
  static Router direct(Set<String> names) {
    Set<String> routes = Set.copyOf(names);
    return new Router() {
      @Override
      public boolean takes(String channel) {
        return routes.contains(channel);
      }

      @Override
      public Optional<String> first(Payment payment) {
        return Optional.of(payment.channel()).filter(routes::contains);
      }

      @Override
      public Optional<String> after(Payment payment, String route) {
        return Optional.empty();
      }

      @Override
      public void heard(String route, Outcome outcome) {
        // There is no other to go to.
      }
    };
  }
}
