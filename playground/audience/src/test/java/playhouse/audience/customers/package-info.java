/** Tests of people who live in the services. */
@NullMarked
package playhouse.audience.customers;

import org.jspecify.annotations.NullMarked;
