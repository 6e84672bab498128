/** People who live in the platform's services, and act over HTTP as anybody has to. */
@NullMarked
package playhouse.audience.customers;

import org.jspecify.annotations.NullMarked;
