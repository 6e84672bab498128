package playhouse.serving.billing.payments.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.billing.payments.PaymentChannel;

/** The ways to those providers that the settings name, by their names. */
public final class Channels {
  private Channels() {}

  /**
   * Those of the settings.
   *
   * @param patience how long an answer is waited for
   * @throws IllegalArgumentException if a provider is named and what is shared with it is not there
   */
  public static Map<String, PaymentChannel> of(Settings settings, Duration patience, Clock clock) {
    Map<String, PaymentChannel> all = new TreeMap<>();
    URI us = URI.create(settings.get(Setting.SERVING_URL));
    Path cards = Path.of(settings.get(Setting.PSP_SECRETS));
    settings
        .find(Setting.PSP_URL)
        .map(url -> HttpPsp.at(URI.create(url), cards, patience, clock).returningTo(us))
        .ifPresent(psp -> all.put("card", psp));
    settings
        .find(Setting.PSP_BACKUP_URL)
        .map(url -> HttpPsp.at(URI.create(url), cards, patience, clock).returningTo(us))
        .ifPresent(psp -> all.put("card-backup", psp));
    URI hooks = us.resolve("/v1/payments/webhooks/");
    settings
        .find(Setting.ALIPAY_URL)
        .map(
            url ->
                alipay(url, hooks.resolve("alipay"), shared(settings, "alipay"), patience, clock))
        .ifPresent(alipay -> all.put("alipay", alipay));
    settings
        .find(Setting.WECHAT_URL)
        .map(
            url ->
                wechat(
                    url, hooks.resolve("wechatpay"), shared(settings, "wechat"), patience, clock))
        .ifPresent(wechat -> all.put("wechatpay", wechat));
    settings
        .find(Setting.WALLET_URL)
        .map(url -> wallet(url, shared(settings, "wallet"), patience, clock))
        .ifPresent(wallet -> all.put("wallet", wallet));
    return all;
  }

  private static Alipay alipay(
      String url, URI notify, JsonNode shared, Duration patience, Clock clock) {
    return new Alipay(
        URI.create(url + "/gateway.do"),
        notify,
        Alipay.Shared.of(
            text(shared, "appId"), text(shared, "merchantPrivate"), text(shared, "providerPublic")),
        patience,
        clock);
  }

  private static WechatPay wechat(
      String url, URI notify, JsonNode shared, Duration patience, Clock clock) {
    return new WechatPay(
        URI.create(url),
        notify,
        WechatPay.Shared.of(
            text(shared, "appId"),
            text(shared, "merchant"),
            text(shared, "merchantSerial"),
            text(shared, "merchantPrivate"),
            text(shared, "providerSerial"),
            text(shared, "providerPublic"),
            text(shared, "secret"),
            shared.path("plan").asLong(1)),
        patience,
        clock);
  }

  private static HttpPsp wallet(String url, JsonNode shared, Duration patience, Clock clock) {
    return new HttpPsp(
            URI.create(url), text(shared, "key"), text(shared, "secret"), patience, clock)
        .settingAside();
  }

  private static JsonNode shared(Settings settings, String name) {
    Path file = Path.of(settings.get(Setting.CHANNEL_SECRETS));
    try {
      return new ObjectMapper().readTree(file.toFile()).path(name);
    } catch (IOException e) {
      throw new IllegalArgumentException("what is shared with " + name + " is not in " + file, e);
    }
  }

  private static String text(JsonNode shared, String name) {
    String text = shared.path(name).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no " + name + " in CHANNEL_SECRETS");
    }
    return text;
  }
}
