<?php
// WordPress reaches no private address and few ports; here it may reach this machine, and nothing else.
add_filter( 'http_request_host_is_external', fn( $is_external, $host ) => '127.0.0.1' === $host ? true : $is_external, 10, 2 );
add_filter( 'http_allowed_safe_ports', fn( $ports, $host, $url ) => array_merge( $ports, array( (int) parse_url( $url, PHP_URL_PORT ) ) ), 10, 3 );
add_filter( 'pre_http_request', fn( $answer, $given, $url ) => '127.0.0.1' === parse_url( $url, PHP_URL_HOST ) ? $answer : new WP_Error( 'away', $url ), 1, 3 );
add_filter( 'pre_wp_mail', '__return_true' );
add_filter( 'comment_flood_filter', '__return_false', 99 );
