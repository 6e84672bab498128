package playhouse.audience.customers;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Somebody who has an account with the services, and what is known of it.
 *
 * @param index their place among the world's people
 * @param person what the services call them
 * @param address by which they are reached
 * @param token of their session
 * @param since when the account was opened, epoch milliseconds
 * @param subscription its id; empty if they have none
 * @param plan that they have
 * @param priceMicros of a term of it, tax included
 * @param state of the subscription, as the services have it
 * @param right what they were last known to be entitled to: plan, state and until when
 * @param told payments and refunds that are known already
 * @param asked payments of which they have asked money back
 * @param seen when this was last looked at, epoch milliseconds
 * @param next when something may have changed, epoch milliseconds
 */
public record Customer(
    int index,
    UUID person,
    String address,
    String token,
    long since,
    String subscription,
    String plan,
    long priceMicros,
    String state,
    String right,
    Set<String> told,
    Set<String> asked,
    long seen,
    long next) {

  static final String NO_RIGHT = "none";

  /** Somebody whose account was just opened. */
  static Customer opened(int index, UUID person, String address, String token, long since) {
    return new Customer(
        index, person, address, token, since, "", "", 0, "", NO_RIGHT, Set.of(), Set.of(), since,
        0);
  }

  /** With a subscription that was just begun. */
  Customer subscribed(String id, String toPlan, long costs, String inState) {
    return new Customer(
        index, person, address, token, since, id, toPlan, costs, inState, right, told, asked, seen,
        next);
  }

  /** With another session. */
  Customer signedIn(String withToken) {
    return new Customer(
        index,
        person,
        address,
        withToken,
        since,
        subscription,
        plan,
        priceMicros,
        state,
        right,
        told,
        asked,
        seen,
        next);
  }

  /** Entitled to that from now on. */
  Customer entitled(String to) {
    return new Customer(
        index,
        person,
        address,
        token,
        since,
        subscription,
        plan,
        priceMicros,
        state,
        to,
        told,
        asked,
        seen,
        next);
  }

  /** With a payment or refund known. */
  Customer knowing(String id) {
    Set<String> more = new TreeSet<>(told);
    more.add(id);
    return new Customer(
        index,
        person,
        address,
        token,
        since,
        subscription,
        plan,
        priceMicros,
        state,
        right,
        more,
        asked,
        seen,
        next);
  }

  /** Having asked money back. */
  Customer asking(String payment) {
    Set<String> more = new TreeSet<>(asked);
    more.add(payment);
    return new Customer(
        index,
        person,
        address,
        token,
        since,
        subscription,
        plan,
        priceMicros,
        state,
        right,
        told,
        more,
        seen,
        next);
  }

  /** Looked at. */
  Customer seen(long at, long again) {
    return new Customer(
        index,
        person,
        address,
        token,
        since,
        subscription,
        plan,
        priceMicros,
        state,
        right,
        told,
        asked,
        at,
        again);
  }

  /** True if they are entitled to anything. */
  public boolean entitled() {
    return !right.equals(NO_RIGHT);
  }

  /** True if they have a subscription that is not over. */
  boolean subscribes() {
    return !subscription.isEmpty() && !state.equals("expired");
  }
}
