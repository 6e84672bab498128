package playhouse.counterparts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import playhouse.counterparts.alipay.AlipayGateway;
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
   * @param payment id of the merchant's payment that it is of
   * @param minor how much, in the smallest unit; positive
   * @param at when it was asked for, in seconds since 1970
   */
  public record Moved(
      String channel, String about, String payment, String currency, long minor, long at) {}

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
    return moved("charge");
  }

  /** All that was given back. */
  public List<Moved> givenBack() {
    return moved("refund");
  }

  private List<Moved> moved(String type) {
    return Stream.of(
            read("card", psp.books().moved(), type, Movements::id),
            read("wallet", wallets.moved(), type, Movements::id),
            read("alipay", alipay.moved(), type, number -> id(number.replace('_', '-'))),
            read("wechatpay", wechat.moved(), type, Movements::unpacked))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Moved> read(
      String channel,
      List<playhouse.counterparts.settlement.Moved> all,
      String type,
      UnaryOperator<String> payment) {
    return all.stream()
        .filter(each -> each.type().equals(type))
        .map(
            each -> {
              String of = payment.apply(each.of());
              String about = type.equals("charge") ? of : each.reference();
              long minor = Math.abs(each.minor());
              return new Moved(channel, about, of, each.currency(), minor, each.at());
            });
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
