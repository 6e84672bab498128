package playhouse.collector.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z,2026-11-22T10:00:00Z",
    "2026-11-22t10:00:00.5z,2026-11-22T10:00:00.500Z",
    "2026-11-22T10:00:00.1234567891+05:45,2026-11-22T04:15:00.123456Z",
    "2026-11-22T10:00:00-00:00,2026-11-22T10:00:00Z",
    "2024-02-29T23:59:59-11:30,2024-03-01T11:29:59Z",
    "1990-12-31T23:59:60Z,1991-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z"
  })
  void anyOffsetAndFractionIsRead(String text, Instant moment) {
    assertThat(Rfc3339.parse(text)).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-22",
        "2026-11-22T10:00Z",
        "2026-11-22T10:00:00",
        "2026-11-22 10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:00:61Z",
        "2026-11-22T10:00:00.Z",
        "2026-11-22T10:00:00+0200",
        "2026-11-22T10:00:00+24:00",
        "2026-11-22T10:00:00ZZ",
        "2026-11-22T10:00:00+02:00Z",
        "+026-11-22T10:00:00Z",
        "２026-11-22T10:00:00Z"
      })
  void nothingElseIs(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void addressesAreCutAndNamesAreNotLookedUp() {
    assertThat(IpPrefix.of("203.0.113.77")).contains("203.0.113.0/24");
    assertThat(IpPrefix.of(" [2001:db8:1:2::3]:443")).contains("2001:db8:1:0:0:0:0:0/48");
    assertThat(IpPrefix.of("fe80::1%eth0")).contains("fe80:0:0:0:0:0:0:0/48");
    assertThat(IpPrefix.of("::ffff:203.0.113.77")).contains("203.0.113.0/24");
    assertThat(IpPrefix.of("localhost")).isEmpty();
    assertThat(IpPrefix.of("1.2.3.999")).isEmpty();
    assertThat(IpPrefix.of("::zz")).isEmpty();
  }
}
