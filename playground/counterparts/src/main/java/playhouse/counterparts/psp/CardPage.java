package playhouse.counterparts.psp;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The provider's own page where a payer enters a card, so that the merchant never sees its number:
 * {@code GET /card?return=URL}. The payer comes back to {@code URL#token=…&label=…}. Any number of
 * digits is taken; one that ends with 0002 is always declined, and one that ends with 3155 is asked
 * about by its bank.
 */
final class CardPage {
  private static final String PAGE =
      "<!doctype html><html lang=en><meta charset=utf-8><title>Your card</title>"
          + "<form method=post><label>Card number <input name=number inputmode=numeric required"
          + " autocomplete=cc-number></label> <button>Continue</button></form>";

  private CardPage() {}

  static void routes(RoutesConfig routes) {
    routes.get("/card", CardPage::show);
    routes.post("/card", CardPage::entered);
  }

  private static void show(Context http) {
    if (back(http) == null) {
      http.status(400).result("return must be an address of http or https");
    } else {
      http.contentType("text/html; charset=utf-8").result(PAGE);
    }
  }

  private static void entered(Context http) {
    URI back = back(http);
    String number = String.valueOf(http.formParam("number")).replaceAll("[ -]", "");
    if (back == null || !number.matches("[0-9]{12,19}")) {
      http.status(400).result("this is no card number");
      return;
    }
    String last = number.substring(number.length() - 4);
    String token =
        switch (last) {
          case "0002" -> "tok_declined";
          case "3155" -> "tok_challenge";
          default -> "tok_card";
        };
    String label = URLEncoder.encode("Card " + last, StandardCharsets.UTF_8);
    http.redirect(back + "#token=" + token + "&label=" + label);
  }

  private static @org.jspecify.annotations.Nullable URI back(Context http) {
    try {
      URI back = URI.create(String.valueOf(http.queryParam("return")));
      return "http".equals(back.getScheme()) || "https".equals(back.getScheme()) ? back : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
