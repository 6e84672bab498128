package playhouse.serving;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Broker;

/** P5, subscribing, first step to last, as people do it: with a browser, and a card. */
class SubscribePageTest {
  private static Post post;
  private static Provider provider;
  private static House house;
  private static Chromium browser;
  private static String web;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    var chromium = Chromium.installed();
    assumeTrue(chromium.isPresent(), "there is no Chromium on this machine");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    web = "http://localhost:" + port;
    post = new Post();
    provider = new Provider();
    Map<String, String> settings = new HashMap<>();
    settings.put("PLAYHOUSE_SMTP_URL", post.server.url().toString());
    settings.put("PLAYHOUSE_PSP_URL", provider.uri().toString());
    settings.put("PLAYHOUSE_SERVING_PORT", Integer.toString(port));
    settings.put("PLAYHOUSE_WEB_URL", web);
    house = House.starting(Broker.shared().address(), settings);
    house.await("/ready", answer -> answer.status() == 200);
    SignUpTest.letIn(house);
    browser = new Chromium(chromium.get());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      house.close();
      provider.close();
      post.close();
    }
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** In the page where one subscribes, signed in. */
  private static Page subscriber() {
    Page page = browser.page();
    String address = "s" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
    page.navigate(web + "/sign-up?next=/subscribe");
    page.locator("#address").fill(address);
    page.locator("#password").fill("tall-otter-sings-late");
    press(page, "Continue");
    page.locator("#code").fill(post.code(address, "Your code", 1));
    page.locator("#verify button[type=submit]").click();
    page.locator("#terms").check();
    page.locator("#privacy").check();
    press(page, "Create the account");
    page.waitForURL(web + "/subscribe");
    return page;
  }

  private static void card(Page page, String plan, String number) {
    page.locator("input[value=" + plan + "]").check();
    press(page, "Enter a card");
    page.locator("input[name=number]").fill(number);
    press(page, "Continue");
    page.waitForURL(web + "/subscribe");
    assertThat(page.locator("#methods")).containsText("Card " + number.substring(12));
    assertThat(page.locator("input[value=" + plan + "]")).isChecked();
  }

  @Test
  void whoChoosesAPlanAndACardAndPaysIsServedAndToldWhenItRenews() throws Exception {
    Page page = subscriber();
    card(page, "premium", "4242 4242 4242 4242".replace(" ", ""));
    press(page, "Pay and subscribe");
    assertThat(page.locator("#said")).containsText("Your subscription is active");
    assertThat(page.locator("#news")).containsText("renews by itself");
    page.navigate(web + "/account");
    assertThat(page.locator("#plan")).hasText("premium · paid");
    List<JsonNode> charges =
        provider.charges().stream()
            .filter(charge -> charge.path("amountMinor").asLong() == 1599)
            .toList();
    assertThat(charges).hasSize(1);
    assertThat(charges.get(0).path("status").asText()).isEqualTo("succeeded");
    page.context().close();
  }

  @Test
  void whoseBankSaysNoIsToldSo() {
    Page page = subscriber();
    card(page, "family", "4000000000000002");
    press(page, "Pay and subscribe");
    assertThat(page.locator("#wrong")).containsText("The bank said no");
    page.navigate(web + "/account");
    assertThat(page.locator("#plan")).not().containsText("paid");
    page.context().close();
  }

  @Test
  void aTrialCostsNothingYet() {
    Page page = subscriber();
    card(page, "standard", "4242424242424242");
    press(page, "Pay and subscribe");
    assertThat(page.locator("#said")).containsText("Your trial has begun");
    page.context().close();
  }
}
