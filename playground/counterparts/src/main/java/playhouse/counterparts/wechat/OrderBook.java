package playhouse.counterparts.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import playhouse.counterparts.faults.Fault;
import playhouse.counterparts.settlement.Moved;

/** What is to be paid, was paid and went back. */
final class OrderBook {
  private final Clock clock;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, OrderRefund> refunds = new LinkedHashMap<>();

  OrderBook(Clock clock) {
    this.clock = clock;
  }

  /** Something is to be paid; a second time it is the same. */
  synchronized Order make(JsonNode asked, String number, long fen, String payer) {
    return orders.computeIfAbsent(
        number,
        same ->
            new Order(
                number,
                "",
                fen,
                asked.path("amount").path("currency").asText("CNY"),
                asked.path("notify_url").asText(),
                payer,
                "NOTPAY",
                clock.instant().getEpochSecond()));
  }

  /** Its payer pays, or cannot; empty if nothing is to be paid, or nothing was. */
  synchronized Optional<Order> pay(String number, Optional<Fault> fault) {
    Order order = orders.get(number);
    if (order == null || !order.state().equals("NOTPAY")) {
      return Optional.empty();
    }
    boolean declined =
        order.payer().startsWith("tok_declined") || fault.filter(Fault.DECLINE::equals).isPresent();
    long paid =
        fault.filter(Fault.WRONG_AMOUNT::equals).isPresent() ? order.fen() + 1 : order.fen();
    String transaction = "42000" + UUID.randomUUID().toString().replaceAll("\\D", "");
    Order after =
        declined
            ? order.in("PAYERROR", transaction, order.fen())
            : order.in("SUCCESS", transaction, paid);
    orders.put(number, after);
    return declined ? Optional.empty() : Optional.of(after);
  }

  /** One. */
  synchronized Optional<Order> find(String number) {
    return Optional.ofNullable(orders.get(number));
  }

  /** One that is not paid is not to be paid any more. */
  synchronized void close(String number) {
    orders.computeIfPresent(number, (same, open) -> open.in("CLOSED", "", open.fen()));
  }

  /**
   * Gives money back, if it is there.
   *
   * @param fresh does what follows when it is given back for the first time
   */
  synchronized Optional<OrderRefund> give(
      JsonNode asked, Optional<Fault> fault, BiConsumer<Order, OrderRefund> fresh) {
    String number = asked.path("out_refund_no").asText();
    if (refunds.containsKey(number)) {
      return Optional.ofNullable(refunds.get(number));
    }
    String transaction = asked.path("transaction_id").asText();
    Optional<Order> order =
        orders.values().stream()
            .filter(each -> !transaction.isEmpty() && each.transaction().equals(transaction))
            .filter(each -> each.state().equals("SUCCESS") || each.state().equals("REFUND"))
            .findFirst();
    long fen = asked.path("amount").path("refund").asLong();
    if (order.isEmpty()
        || fen <= 0
        || asked.path("amount").path("total").asLong() != order.get().fen()
        || given(order.get().number()) + fen > order.get().fen()) {
      return Optional.empty();
    }
    boolean refused = fault.filter(Fault.DECLINE::equals).isPresent();
    OrderRefund refund =
        new OrderRefund(
            "50300" + UUID.randomUUID().toString().replaceAll("\\D", ""),
            number,
            order.get().number(),
            fen,
            order.get().currency(),
            refused ? "ABNORMAL" : "SUCCESS",
            clock.instant().getEpochSecond());
    refunds.put(number, refund);
    if (!refused) {
      orders.computeIfPresent(
          refund.order(), (same, paid) -> paid.in("REFUND", paid.transaction(), paid.fen()));
    }
    fresh.accept(order.get(), refund);
    return Optional.of(refund);
  }

  private long given(String order) {
    return refunds.values().stream()
        .filter(refund -> refund.order().equals(order) && refund.status().equals("SUCCESS"))
        .mapToLong(OrderRefund::fen)
        .sum();
  }

  /** Money that was given back. */
  synchronized Optional<OrderRefund> refund(String number) {
    return Optional.ofNullable(refunds.get(number));
  }

  /** All money that moved: what was paid, and what went back. */
  synchronized List<Moved> moved() {
    Stream<Moved> taken =
        orders.values().stream()
            .filter(each -> each.state().equals("SUCCESS") || each.state().equals("REFUND"))
            .map(o -> Moved.charge(o.transaction(), o.number(), o.currency(), o.fen(), o.at()));
    Stream<Moved> back =
        refunds.values().stream()
            .filter(each -> each.status().equals("SUCCESS"))
            .map(r -> Moved.refund(r.id(), r.number(), r.order(), r.currency(), r.fen(), r.at()));
    return Stream.concat(taken, back).toList();
  }
}
