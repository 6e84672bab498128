package playhouse.counterparts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import playhouse.counterparts.alipay.AlipayGateway;
import playhouse.counterparts.psp.Charge;
import playhouse.counterparts.psp.Dispute;
import playhouse.counterparts.psp.Psp;
import playhouse.counterparts.wallet.Wallets;
import playhouse.counterparts.wechat.WechatPayGateway;

/**
 * What all payment providers have in their books, each in its own words, told in one form at {@code
 * GET /control/books}, and the payers that banks wait for at {@code GET /control/awaited}: what
 * somebody wants to know who compares ours with theirs.
 */
public final class Movements {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID = 36;

  private final Psp psp;
  private final AlipayGateway alipay;
  private final WechatPayGateway wechat;
  private final Wallets wallets;

  /**
   * Money that a provider took or gave back.
   *
   * @param about id of the merchant's payment or refund
   * @param at when it was asked for, in seconds since 1970
   */
  public record Moved(String channel, String about, String currency, long minor, long at) {}

  /** A payer who has something to do at their bank. */
  public record Awaited(String payment, String redirect) {}

  /** All of it. */
  public record Told(List<Moved> taken, List<Moved> givenBack, List<Dispute> disputes) {}

  /** Those of all four. */
  public Movements(Psp psp, AlipayGateway alipay, WechatPayGateway wechat, Wallets wallets) {
    this.psp = psp;
    this.alipay = alipay;
    this.wechat = wechat;
    this.wallets = wallets;
  }

  void tell(Context request) throws IOException {
    Told told = new Told(taken(), givenBack(), psp.books().disputes());
    request.contentType("application/json").result(JSON.writeValueAsBytes(told));
  }

  /** Tells whose bank waits for them. */
  void tellAwaited(Context request) throws IOException {
    List<Awaited> awaited =
        psp.books().all().stream()
            .filter(charge -> charge.status().equals("requires_action"))
            .map(charge -> new Awaited(id(charge.reference()), charge.redirect()))
            .toList();
    request.contentType("application/json").result(JSON.writeValueAsBytes(awaited));
  }

  /** All that was taken. */
  public List<Moved> taken() {
    List<Moved> all = new ArrayList<>();
    psp.books().all().stream()
        .filter(charge -> charge.status().equals("succeeded"))
        .forEach(charge -> all.add(card(charge)));
    wallets.movements().stream()
        .filter(each -> each.status().equals("succeeded"))
        .forEach(
            c ->
                all.add(
                    new Moved("wallet", id(c.reference()), c.currency(), c.amountMinor(), c.at())));
    alipay
        .trades()
        .forEach(
            t ->
                all.add(
                    new Moved("alipay", id(t.number().replace('_', '-')), "CNY", t.fen(), t.at())));
    wechat.orders().stream()
        .filter(order -> order.state().equals("SUCCESS") || order.state().equals("REFUND"))
        .forEach(
            o ->
                all.add(
                    new Moved("wechatpay", unpacked(o.number()), o.currency(), o.fen(), o.at())));
    return all;
  }

  private static Moved card(Charge charge) {
    return new Moved(
        "card", id(charge.reference()), charge.currency(), charge.amountMinor(), charge.at());
  }

  /** All that was given back. */
  public List<Moved> givenBack() {
    List<Moved> all = new ArrayList<>();
    psp.books().refunds().stream()
        .filter(refund -> refund.status().equals("succeeded"))
        .forEach(
            r -> all.add(new Moved("card", r.reference(), r.currency(), r.amountMinor(), r.at())));
    wallets.repayments().stream()
        .filter(each -> each.status().equals("succeeded"))
        .forEach(
            r ->
                all.add(new Moved("wallet", r.reference(), r.currency(), r.amountMinor(), r.at())));
    alipay
        .refunds()
        .forEach(r -> all.add(new Moved("alipay", r.request(), "CNY", r.fen(), r.at())));
    wechat.refunds().stream()
        .filter(refund -> refund.status().equals("SUCCESS"))
        .forEach(r -> all.add(new Moved("wechatpay", r.number(), r.currency(), r.fen(), r.at())));
    return all;
  }

  /** The merchant's references are a payment's id and which attempt it is. */
  private static String id(String reference) {
    return reference.substring(0, ID);
  }

  /** WeChat Pay takes 32 characters at most: the id stands in them as Base64. */
  private static String unpacked(String number) {
    ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(number.substring(0, 22)));
    return new UUID(id.getLong(), id.getLong()).toString();
  }
}
