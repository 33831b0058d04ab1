<?php
// act.php install | publish TITLE HTML | edit ID HTML | pingbacks ID: prints JSON. Publishing sends what WordPress' own cron would send.
$_SERVER += array( 'HTTP_HOST' => getenv( 'WP_HOST' ), 'REMOTE_ADDR' => '127.0.0.1', 'REQUEST_METHOD' => 'GET' );
define( 'install' === $argv[1] ? 'WP_INSTALLING' : 'DOING_CRON', true );
require __DIR__ . '/wp/wp-load.php';

function send_pings( $id ) {
	wp_unschedule_event( wp_next_scheduled( 'do_pings' ), 'do_pings' );
	do_action( 'do_pings' );
	clean_post_cache( $id );
	return array( 'id' => $id, 'url' => get_permalink( $id ), 'pinged' => get_pung( $id ) );
}

function install_blog() {
	require ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Loopback blog', 'admin', 'admin@example.invalid', true, '', 'admin' );
	$options = array( 'permalink_structure' => '/%postname%/', 'default_pingback_flag' => 1, 'default_ping_status' => 'open', 'comment_moderation' => 0,
		'comment_previously_approved' => 0, 'ping_sites' => '', 'template' => 'bare', 'stylesheet' => 'bare' );
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	$GLOBALS['wp_rewrite']->init();
	flush_rewrite_rules( false );
	return array( 'version' => get_bloginfo( 'version' ) );
}

function publish( $title, $html ) {
	return send_pings( wp_insert_post( array( 'post_status' => 'publish', 'post_author' => 1, 'post_title' => $title, 'post_content' => $html ), true ) );
}

function edit( $id, $html ) {
	return send_pings( wp_update_post( array( 'ID' => (int) $id, 'post_content' => $html ), true ) );
}

function pingbacks( $id ) {
	$found = get_comments( array( 'post_id' => (int) $id, 'type' => 'pingback' ) );
	return array_map( fn( $comment ) => array( 'author' => $comment->comment_author, 'url' => $comment->comment_author_url ), $found );
}

$acts = array( 'install' => 'install_blog', 'publish' => 'publish', 'edit' => 'edit', 'pingbacks' => 'pingbacks' );
echo json_encode( $acts[ $argv[1] ]( ...array_slice( $argv, 2 ) ), JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR );
