package playhouse.serving.identity.risk.clues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Net;
import playhouse.serving.platform.http.Peers;

class CluesTest {
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/128.0.0.0 Safari/537.36";

  @ParameterizedTest
  @CsvSource({
    "Ana.Lee+spam@GMail.com, analee@gmail.com",
    "a.n.a.l.e.e@googlemail.com, analee@gmail.com",
    "analee@gmail.com., analee@gmail.com",
    "ａｎａｌｅｅ＠ｇｍａｉｌ．ｃｏｍ, analee@gmail.com",
    "ana-shop@yahoo.com, ana@yahoo.com",
    "ana+shop@hotmail.com, ana@outlook.com",
    "ana.lee@outlook.com, ana.lee@outlook.com",
    "12345678+x@qq.com, 12345678@qq.com",
    "ana@例子.测试, ana@xn--fsqu00a.xn--0zwm56d",
    "ana@XN--FSQU00A.xn--0zwm56d, ana@xn--fsqu00a.xn--0zwm56d",
    "ana+a+b@example.org, ana@example.org",
    "+@example.org, +@example.org"
  })
  void whatReachesTheSameMailboxIsTheSame(String address, String canonical) {
    assertThat(Address.of("email", address).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "@example.com", "ana@", ""})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> Address.of("email", address)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Address.of("phone", address)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Address.of("fax", address)).isInstanceOf(Refusal.class);
  }

  @Test
  void numbersAreTheSameHoweverTheyAreWritten() {
    Address number = Address.of("phone", "+86 138-0013-8000");
    assertThat(number.canonical()).isEqualTo("+8613800138000");
    assertThat(number.unlikelyPhone()).isFalse();
    assertThat(Address.of("phone", "+1 900 234 5678").unlikelyPhone()).isTrue();
  }

  @Test
  void theFormOfAnAddressHasNoLettersInIt() {
    assertThat(Address.of("email", "ana.lee82@gmail.com").shape()).isEqualTo("a.a9");
    assertThat(Address.of("email", "10086123@qq.com").shape()).isEqualTo("#");
    assertThat(Address.of("email", "secret.name@gmail.com").toString()).doesNotContain("secret");
  }

  @Test
  void disposableIsWhatIsListedAndWhatIsBelow() {
    assertThat(Disposable.is("mailinator.com")).isTrue();
    assertThat(Disposable.is("any.thing.mailinator.com")).isTrue();
    assertThat(Disposable.is("my-mailinator-shop.com")).isFalse();
    for (String large : List.of("gmail.com", "qq.com", "163.com", "outlook.com", "icloud.com")) {
      assertThat(Disposable.is(large)).as(large).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.77, 203.0.113.0/24",
    "::ffff:203.0.113.77, 203.0.113.0/24",
    "2001:db8:1:2::3, 2001:db8:1:0:0:0:0:0/48"
  })
  void ofAnAddressItsNetworkIsKnownOnly(String ip, String cidr) {
    assertThat(Net.of(ip).orElseThrow().cidr()).isEqualTo(cidr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "1.2.3", "999.1.1.1", "", "1.2.3.4, 5.6.7.8", "127.1"})
  void aNameIsNotLookedUp(String ip) {
    assertThat(Net.of(ip)).isEmpty();
  }

  @Test
  void whoStandsBehindAHousesOwnNetworkIsNotKnown() {
    for (String ip : List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fd00::1", "fe80::1")) {
      assertThat(Net.of(ip).orElseThrow().local()).as(ip).isTrue();
    }
    assertThat(Net.of("8.8.8.8").orElseThrow().local()).isFalse();
  }

  @Test
  void listedNetworksAreNotSmallerThanWeKeep() {
    assertThat(Net.listed("203.0.113.9/24").orElseThrow().cidr()).isEqualTo("203.0.113.0/24");
    assertThat(Net.listed("203.0.0.0/16")).isPresent();
    for (String cidr : List.of("203.0.113.9/32", "0.0.0.0/0", "203.0.113.9", "x/24", "2001::/64")) {
      assertThat(Net.listed(cidr)).as(cidr).isEmpty();
    }
  }

  @Test
  void whereARequestSaysThatItComesFromIsBelievedOfKnownProxiesOnly() {
    Peers nobody = new Peers(List.of());
    assertThat(nobody.ip("198.51.100.1", "203.0.113.7")).isEqualTo("198.51.100.1");
    Peers proxies = new Peers(List.of("10.0.0.0/8", "2001:db8::/32"));
    assertThat(proxies.ip("198.51.100.1", "203.0.113.7")).isEqualTo("198.51.100.1");
    assertThat(proxies.ip("10.0.0.1", "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(proxies.ip("10.0.0.1", "1.1.1.1, 203.0.113.7, 10.9.9.9"))
        .as("what stands before a stranger may be made up")
        .isEqualTo("203.0.113.7");
    assertThat(proxies.ip("10.0.0.1", "")).isEqualTo("10.0.0.1");
    assertThat(proxies.ip("10.0.0.1", "evil")).isEqualTo("10.0.0.1");
    assertThat(proxies.ip("2001:db8::1", "203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/128.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; V2148A; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MicroMessenger/8.0.49",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            + " Version/17.5 Safari/605.1.15",
        "Playhouse/4.2 (android 14; Pixel 8)"
      })
  void peoplesClientsAreBelieved(String agent) {
    Client client = Client.of(Optional.of(agent));
    assertThat(client.scripted()).isFalse();
    assertThat(client.contradicts()).isFalse();
    assertThat(client.headersContradict()).isFalse();
  }

  @Test
  void scriptsAndWhatCannotBeAreSeen() {
    for (String agent :
        List.of("curl/8.5.0", "python-requests/2.32", CHROME.replace("Chrome", "HeadlessChrome"))) {
      assertThat(Client.of(Optional.of(agent)).scripted()).as(agent).isTrue();
    }
    for (String agent :
        List.of(
            "Mozilla/5.0",
            "Chrome",
            CHROME.replace("128", "999"),
            CHROME.replace("Windows NT 10.0", "Windows NT 10.0; iPhone"),
            CHROME + " Firefox/128.0")) {
      assertThat(Client.of(Optional.of(agent)).contradicts()).as(agent).isTrue();
    }
    assertThat(headers("macOS", "?0", "en").headersContradict()).isTrue();
    assertThat(headers("Windows", "?1", "en").headersContradict()).isTrue();
    assertThat(headers("Windows", "?0", null).headersContradict()).isTrue();
    assertThat(headers("Windows", "?0", "zh-CN").headersContradict()).isFalse();
  }

  private static Client headers(
      String platform, String mobile, @org.jspecify.annotations.Nullable String language) {
    return new Client(
        Optional.of(CHROME),
        true,
        Optional.of(platform),
        Optional.of(mobile),
        Optional.ofNullable(language),
        false);
  }
}
