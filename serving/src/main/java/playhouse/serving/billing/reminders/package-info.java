/** What people are told before it happens. */
@NullMarked
package playhouse.serving.billing.reminders;

import org.jspecify.annotations.NullMarked;
