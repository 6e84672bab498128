/** The twelve KPIs counted from events alone, without a line of what the truth is made with. */
@NullMarked
package playhouse.audience.recount;

import org.jspecify.annotations.NullMarked;
