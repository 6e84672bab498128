package playhouse.serving;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Broker;

/** P4, registration and sign-in, first step to last, as people do it: with a browser and mail. */
class RegistrationPagesTest {
  private static final String PASSWORD = "tall-otter-sings-late";
  private static final Pattern LINK = Pattern.compile("http://\\S+#pl_\\S+");
  private static Post post;
  private static House house;
  private static Chromium browser;
  private static String web;

  @BeforeAll
  static void open() throws IOException {
    var chromium = Chromium.installed();
    assumeTrue(chromium.isPresent(), "there is no Chromium on this machine");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    web = "http://localhost:" + port;
    post = new Post();
    house =
        House.starting(
            Broker.shared().address(),
            Map.of(
                "PLAYHOUSE_SMTP_URL", post.server.url().toString(),
                "PLAYHOUSE_SERVING_PORT", Integer.toString(port),
                "PLAYHOUSE_WEB_URL", web));
    house.await("/ready", answer -> answer.status() == 200);
    SignUpTest.letIn(house);
    browser = new Chromium(chromium.get());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      house.close();
      post.close();
    }
  }

  private static String address() {
    return "b" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** Opens an account in that page, and is in it then. */
  private static void join(Page page, String address) {
    page.navigate(web + "/sign-up");
    page.locator("#address").fill(address);
    page.locator("#password").fill(PASSWORD);
    press(page, "Continue");
    page.locator("#code").fill(post.code(address, "Your code", 1));
    page.locator("#verify button[type=submit]").click();
    page.locator("#terms").check();
    page.locator("#privacy").check();
    press(page, "Create the account");
    page.waitForURL(web + "/account");
    assertThat(page.locator("#address")).hasText(address);
  }

  @Test
  void whoFillsInVerifiesAndAcceptsIsInTheirAccount() {
    Page page = browser.page();
    String address = address();
    join(page, address);
    assertThat(page.locator("#sessions li")).hasCount(1);
    press(page, "Sign out");
    page.waitForURL(web + "/sign-in");
    page.locator("#address").fill(address);
    page.locator("#password").fill("not-my-password");
    press(page, "Sign in");
    assertThat(page.locator("#wrong")).containsText("no account has this address and password");
    page.locator("#password").fill(PASSWORD);
    press(page, "Sign in");
    page.waitForURL(web + "/account");
    page.context().close();
  }

  @Test
  void whatIsWrongIsSaidWhereItIs() {
    Page page = browser.page();
    page.navigate(web + "/sign-up");
    page.locator("#address").fill("nobody");
    page.locator("#password").fill(PASSWORD);
    press(page, "Continue");
    assertThat(page.locator("#wrong")).not().isEmpty();
    assertThat(page.locator("#address")).isFocused();
    page.locator("#address").fill(address());
    page.locator("#password").fill("password123");
    press(page, "Continue");
    assertThat(page.locator("#wrong")).containsText("too easy to guess");
    assertThat(page.locator("#password")).isFocused();
    page.context().close();
  }

  @Test
  void aPasskeyIsAWayInByItself() {
    Page page = browser.page();
    String address = address();
    join(page, address);
    var authenticator = browser.authenticator(page);
    press(page, "Add a passkey");
    assertThat(page.locator("#passkeys li")).hasCount(1);
    assertThat(page.locator("#said")).containsText("The passkey was added");
    press(page, "Sign out");
    page.waitForURL(web + "/sign-in");
    // Conditional UI: the browser offers it without being asked, or the button does.
    Page.WaitForURLOptions soon = new Page.WaitForURLOptions().setTimeout(3_000);
    try {
      page.waitForURL(web + "/account", soon);
    } catch (com.microsoft.playwright.TimeoutError e) {
      press(page, "Sign in with a passkey");
      page.waitForURL(web + "/account");
    }
    assertThat(page.locator("#address")).hasText(address);
    assertThat(post.mail(address, "A change to your account", 1).text()).contains("passkey");
    press(page, "Remove");
    assertThat(page.locator("#passkeys li")).hasCount(0);
    authenticator.detach();
    page.context().close();
  }

  @Test
  void aLinkThatAScannerOpenedStillLetsItsReaderIn() throws Exception {
    Page page = browser.page();
    String address = address();
    join(page, address);
    press(page, "Sign out");
    page.waitForURL(web + "/sign-in");
    page.locator("#address").fill(address);
    press(page, "Send me a link instead");
    assertThat(page.locator("#said")).containsText("a link is on its way");
    Matcher link = LINK.matcher(post.mail(address, "Your way in", 1).text());
    assertThat(link.find()).isTrue();
    String url = link.group();
    HttpClient scanner = HttpClient.newHttpClient();
    for (int i = 0; i < 3; i++) {
      int status =
          scanner
              .send(
                  HttpRequest.newBuilder(URI.create(url)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(200);
    }
    Page reader = browser.page();
    reader.navigate(url);
    press(reader, "Sign in as b…@example.org");
    reader.waitForURL(web + "/account");
    assertThat(reader.locator("#address")).hasText(address);
    Page late = browser.page();
    late.navigate(url);
    assertThat(late.locator("#wrong")).containsText("this link was used, or is too old");
    late.context().close();
    reader.context().close();
    page.context().close();
  }

  @Test
  void whoSetsANewPasswordLooksAtWhatElseLetsIn() {
    Page page = browser.page();
    String address = address();
    join(page, address);
    var authenticator = browser.authenticator(page);
    press(page, "Add a passkey");
    assertThat(page.locator("#passkeys li")).hasCount(1);
    assertThat(page.locator("#review")).isHidden();

    Page other = browser.page();
    other.navigate(web + "/sign-in/reset");
    other.locator("#address").fill(address);
    press(other, "Continue");
    other.locator("#code").fill(post.code(address, "A new password", 1));
    other.locator("#password").fill("quiet-harbour-of-nine-bells");
    other.locator("#new-form button[type=submit]").click();
    assertThat(other.locator("#left li")).hasText("Passkey: 1");
    other.locator("#done a").click();
    other.locator("#address").fill(address);
    other.locator("#password").fill("quiet-harbour-of-nine-bells");
    press(other, "Sign in");
    other.waitForURL(web + "/account");
    assertThat(other.locator("#review")).isVisible();
    other.locator("#ways input[type=checkbox]").check();
    press(other, "Take away what is ticked; the rest is mine");
    assertThat(other.locator("#review")).isHidden();
    assertThat(other.locator("#passkeys li")).hasCount(0);
    authenticator.detach();
    other.context().close();
    page.context().close();
  }

  @Test
  void whereTheOwnersProfileHasAPinItIsAskedWhoWatches() {
    Page page = browser.page();
    String address = address();
    join(page, address);
    page.evaluate(
        """
        async () => {
          const all = await (await fetch('/v1/profiles')).json();
          await fetch('/v1/profiles/' + all.items[0].id, {
            method: 'PUT',
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify({name: 'Ana', pin: '2468'}),
          });
        }""");
    press(page, "Sign out");
    page.waitForURL(web + "/sign-in");
    page.locator("#address").fill(address);
    page.locator("#password").fill(PASSWORD);
    press(page, "Sign in");
    page.waitForURL(Pattern.compile(".*/choose.*"));
    page.locator("#pin").fill("1111");
    press(page, "Continue");
    assertThat(page.locator("#wrong")).containsText("PIN");
    page.locator("#pin").fill("2468");
    press(page, "Continue");
    page.waitForURL(web + "/account");
    assertThat(page.locator("#address")).hasText(address);
    page.context().close();
  }
}
