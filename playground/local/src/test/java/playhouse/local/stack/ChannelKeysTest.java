package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelKeysTest {
  @TempDir Path home;

  @Test
  void whatIsSharedIsMadeOnceForItsOwnerAlone() throws Exception {
    Path file = home.resolve("channels.json");
    new ChannelKeys(file).makeIfMissing();
    String first = Files.readString(file);
    new ChannelKeys(file).makeIfMissing();
    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode shared = new ObjectMapper().readTree(first);
    assertThat(shared.path("wechat").path("secret").asText()).hasSize(32);
    for (String provider : List.of("alipay", "wechat")) {
      for (String half :
          List.of("merchantPrivate", "merchantPublic", "providerPrivate", "providerPublic")) {
        assertThat(shared.path(provider).path(half).asText()).as(provider + half).isNotEmpty();
      }
    }
  }
}
