package playhouse.serving.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;

class AuditChainTest {
  private ServicesDatabase database;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsLinkedIsWholeWhereverTheLinkingWasInterrupted() {
    assertThat(broken()).isZero();
    add(5);
    assertThat(link()).isEqualTo(5);
    add(3);
    assertThat(link()).isEqualTo(3);
    assertThat(link()).isZero();
    assertThat(broken()).isZero();
  }

  @Test
  void anEntryThatWasChangedBreaksIt() {
    add(5);
    link();
    change("update platform.audit set caller = 'somebody.else' where position = 3");
    assertThat(broken()).isEqualTo(3);
  }

  @Test
  void anEntryThatWasTakenOutBreaksIt() {
    add(5);
    link();
    change("delete from platform.audit where position = 2");
    assertThat(broken()).isEqualTo(2);
  }

  @Test
  void entriesThatChangedPlacesBreakIt() {
    add(5);
    link();
    change(
        "update platform.audit a set hash = b.hash, caller = b.caller from platform.audit b"
            + " where (a.position, b.position) in ((2, 3), (3, 2))");
    assertThat(broken()).isEqualTo(2);
  }

  private void add(int entries) {
    for (int i = 0; i < entries; i++) {
      int number = i;
      database.write(
          tx -> {
            Audit.add(
                tx,
                new Audit.Entry(
                    Instant.parse("2026-11-22T12:00:00Z").plusNanos(1000L * number),
                    "admin." + number,
                    "admin",
                    "POST /v1/x",
                    "/v1/x",
                    "r" + number));
            return true;
          });
    }
  }

  private int link() {
    return database.write(AuditChain::link);
  }

  private long broken() {
    return database.read(AuditChain::broken).orElse(0);
  }

  private void change(String sql) {
    database.write(tx -> tx.execute(sql));
  }
}
