package playhouse.serving.billing.offers;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.platform.Refusal;

/** Gift cards from the moment they are sold until they are somebody's balance. */
public final class GiftCards {
  private GiftCards() {}

  /**
   * Makes a code worth something; the same again changes nothing.
   *
   * @param origin sold (somebody owes us the money) or granted (nobody does)
   * @throws Refusal 409 if the code is worth something else
   */
  public static GiftCard activate(
      Handle tx, String code, Money amount, String origin, Instant now) {
    String tail = code.substring(code.length() - 4);
    GiftCard card =
        new GiftCard(UUID.randomUUID(), tail, amount, origin, "active", Optional.empty(), now);
    String hash = GiftCard.hash(code);
    if (!GiftCardStore.add(tx, card, hash)) {
      GiftCard known = GiftCardStore.locked(tx, hash).orElseThrow();
      if (!known.amount().equals(amount) || !known.origin().equals(origin)) {
        throw Refusal.conflict("gift_card_exists", "the code is worth something else");
      }
      return known;
    }
    Account from = origin.equals("sold") ? Account.GIFT_SALES : Account.PROMOTION;
    Balances.post(
        tx,
        "gift-card/" + card.id(),
        now,
        Posting.Line.debit(from, amount),
        Posting.Line.credit(Account.GIFT, amount));
    return card;
  }

  /**
   * Adds what a code is worth to a person's balance; the same person again changes nothing.
   *
   * @throws Refusal 404 if it is worth nothing to them, whatever it is to others
   */
  public static GiftCard redeem(Handle tx, UUID person, String code, Instant now) {
    String hash = GiftCard.hash(code);
    GiftCard card =
        GiftCardStore.locked(tx, hash)
            .filter(c -> c.state().equals("active") || c.person().equals(Optional.of(person)))
            .orElseThrow(() -> Refusal.missing("there is no such gift card to redeem"));
    if (card.state().equals("active")) {
      GiftCardStore.redeem(tx, card.id(), person, now);
      Balances.putBack(tx, person, card.amount(), "gift-card/" + card.id(), now);
    }
    return GiftCardStore.locked(tx, hash).orElseThrow();
  }

  /**
   * Has a code be worth nothing any more.
   *
   * @throws Refusal 404 if there is none; 409 if it is somebody's balance already
   */
  public static GiftCard block(Handle tx, UUID id, Instant now) {
    GiftCard card =
        GiftCardStore.locked(tx, id)
            .orElseThrow(() -> Refusal.missing("there is no such gift card"));
    if (card.state().equals("redeemed")) {
      throw Refusal.conflict("gift_card_redeemed", "the gift card is somebody's balance already");
    }
    if (card.state().equals("active")) {
      GiftCardStore.block(tx, id);
      Account from = card.origin().equals("sold") ? Account.GIFT_SALES : Account.PROMOTION;
      Balances.post(
          tx,
          "gift-card/" + id + "/blocked",
          now,
          Posting.Line.debit(Account.GIFT, card.amount()),
          Posting.Line.credit(from, card.amount()));
    }
    return GiftCardStore.locked(tx, id).orElseThrow();
  }
}
